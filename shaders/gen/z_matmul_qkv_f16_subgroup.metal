#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _34
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _76 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _79 = (_76 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _89 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 0u
#endif
constant uint _124 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _125 = (_124 == 0u);

struct _131
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    float _m7;
    float _m8;
};

struct _154
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _167 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _168 = (_167 + 3u);
constant uint _169 = (_168 / 4u);
constant bool _185 = (_124 == 2u);

struct _217
{
    float _m0[1];
};

struct _234
{
    float _m0[1];
};

struct _255
{
    float _m0[1];
};

struct _307
{
    float _m0[1];
};

constant bool _317 = (_124 == 0u);
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _391 = SPIRV_CROSS_CONSTANT_ID_2;

struct _439
{
    uint2 _m0[1];
};

struct _548
{
    uint2 _m0[1];
};

struct _663
{
    uint2 _m0[1];
};

constant uint _820 = (_391 + _89);
constant uint _821 = (_820 - 1u);
constant uint _822 = (_821 / _89);

struct _863
{
    float _m0[1];
};

struct _881
{
    float _m0[1];
};

struct _895
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _909 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_909, 1u, 1u);

kernel void main0(constant _131& _133 [[buffer(0)]], const device _154& _156 [[buffer(2)]], const device _307& _309 [[buffer(3)]], const device _234& _236 [[buffer(4)]], const device _217& _219 [[buffer(5)]], device _255& _257 [[buffer(6)]], const device _439& _441 [[buffer(7)]], const device _548& _550 [[buffer(9)]], const device _663& _665 [[buffer(11)]], device _863& _865 [[buffer(13)]], device _881& _883 [[buffer(14)]], device _895& _897 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _92[_89];
    threadgroup float4 _172[_169];
    uint _721 = ((_133._m4 + _391) - 1u) / _391;
    uint _1729;
    uint _1744;
    uint _1759;
    if (gl_WorkGroupID.x >= _721)
    {
        uint _730 = gl_WorkGroupID.x - _721;
        uint _738 = ((_133._m5 + _391) - 1u) / _391;
        bool _739 = _730 >= _738;
        uint _1745;
        uint _1760;
        if (_739)
        {
            _1760 = _133._m6;
            _1745 = _730 - _738;
        }
        else
        {
            _1760 = _133._m5;
            _1745 = _730;
        }
        _1759 = _1760;
        _1744 = _1745;
        _1729 = _739 ? 2u : 1u;
    }
    else
    {
        _1759 = _133._m4;
        _1744 = gl_WorkGroupID.x;
        _1729 = 0u;
    }
    do
    {
        if (_125)
        {
            break;
        }
        uint _962 = gl_WorkGroupID.y * _133._m3;
        float _1713;
        _1713 = 0.0;
        for (uint _1712 = gl_LocalInvocationID.x; _1712 < _133._m3; )
        {
            uint _974 = (_962 + _1712) / 4u;
            uint _976 = _1712 % 4u;
            ((threadgroup float*)&_172[_1712 / 4u])[_976] = ((device float*)&_156._m0[_974])[_976];
            _1713 = fma(((device float*)&_156._m0[_974])[_976], ((device float*)&_156._m0[_974])[_976], _1713);
            _1712 += _89;
            continue;
        }
        float _1718;
        if (_185)
        {
            float _1716;
            do
            {
                float _1109 = simd_sum(_1713);
                if (_79)
                {
                    _1716 = _1109;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1113 = simd_is_first();
                if (_1113)
                {
                    _92[gl_SubgroupID] = _1109;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1715;
                _1715 = _92[0];
                for (uint _1714 = 1u; _1714 < gl_NumSubgroups; )
                {
                    _1715 += _92[_1714];
                    _1714++;
                    continue;
                }
                _1716 = _1715;
                break;
            } while(false);
            float _1004 = 1.0 / sqrt((_1716 / float(_133._m3)) + _133._m8);
            float _1719;
            _1719 = 0.0;
            float _1050;
            for (uint _1717 = gl_LocalInvocationID.x; _1717 < _133._m3; _1719 = _1050, _1717 += _89)
            {
                uint _1015 = _962 + _1717;
                uint _1019 = _1717 / 4u;
                uint _1021 = _1717 % 4u;
                float _1023 = ((threadgroup float*)&_172[_1019])[_1021];
                float _1030 = fma(_1023 * _1004, _236._m0[_1717], _219._m0[_1015]);
                ((threadgroup float*)&_172[_1019])[_1021] = _1030;
                if (gl_WorkGroupID.x == 0u)
                {
                    _257._m0[_1015] = _1030;
                }
                _1050 = fma(_1030, _1030, _1719);
            }
            _1718 = _1719;
        }
        else
        {
            _1718 = _1713;
        }
        float _1722;
        do
        {
            float _1151 = simd_sum(_1718);
            if (_79)
            {
                _1722 = _1151;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1155 = simd_is_first();
            if (_1155)
            {
                _92[gl_SubgroupID] = _1151;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1721;
            _1721 = _92[0];
            for (uint _1720 = 1u; _1720 < gl_NumSubgroups; )
            {
                _1721 += _92[_1720];
                _1720++;
                continue;
            }
            _1722 = _1721;
            break;
        } while(false);
        float _1066 = 1.0 / sqrt((_1722 / float(_133._m3)) + _133._m7);
        for (uint _1723 = gl_LocalInvocationID.x; _1723 < _133._m3; )
        {
            uint _1076 = _1723 / 4u;
            uint _1078 = _1723 % 4u;
            ((threadgroup float*)&_172[_1076])[_1078] = (((threadgroup float*)&_172[_1076])[_1078] * _1066) * _309._m0[_1723];
            _1723 += _89;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _454[_391];
    for (uint _1726 = 0u; _1726 < _391; )
    {
        _454[_1726] = 0.0;
        _1726++;
        continue;
    }
    bool _767 = _1729 == 0u;
    if (_767)
    {
        uint _771 = _1744 * _391;
        uint _1790;
        _1790 = gl_LocalInvocationID.x;
        _34 _1187[_391];
        for (; _1790 < _133._m0; _1790 += _89)
        {
            for (uint _1848 = 0u; _1848 < _391; )
            {
                _1187[_1848] = _34{ uint4(4u * ((min((_771 + _1848), (_1759 - 1u)) * _133._m0) + _1790)), 1.0, 0.0 };
                _1848++;
                continue;
            }
            uint _1849;
            _1849 = 0u;
            for (; _1849 < 4u; _1849++)
            {
                uint _1233 = (4u * _1790) + _1849;
                float4 _1852;
                do
                {
                    if (_317)
                    {
                        _1852 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1233];
                        break;
                    }
                    _1852 = _172[_1233];
                    break;
                } while(false);
                for (uint _1853 = 0u; _1853 < _391; )
                {
                    uint _1245 = _1187[_1853]._m0.x + _1849;
                    float2 _1326 = float2(as_type<half2>(_441._m0[_1245].x));
                    float2 _1329 = float2(as_type<half2>(_441._m0[_1245].y));
                    _454[_1853] = fma(_1852.w, _1329.y, fma(_1852.z, _1329.x, fma(_1852.y, _1326.y, fma(_1852.x, _1326.x, _454[_1853]))));
                    _1853++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_1729 == 1u)
        {
            uint _784 = _1744 * _391;
            uint _1781;
            _1781 = gl_LocalInvocationID.x;
            _34 _1337[_391];
            for (; _1781 < _133._m0; _1781 += _89)
            {
                for (uint _1782 = 0u; _1782 < _391; )
                {
                    _1337[_1782] = _34{ uint4(4u * ((min((_784 + _1782), (_1759 - 1u)) * _133._m0) + _1781)), 1.0, 0.0 };
                    _1782++;
                    continue;
                }
                uint _1783;
                _1783 = 0u;
                for (; _1783 < 4u; _1783++)
                {
                    uint _1383 = (4u * _1781) + _1783;
                    float4 _1786;
                    do
                    {
                        if (_317)
                        {
                            _1786 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1383];
                            break;
                        }
                        _1786 = _172[_1383];
                        break;
                    } while(false);
                    for (uint _1787 = 0u; _1787 < _391; )
                    {
                        uint _1395 = _1337[_1787]._m0.x + _1783;
                        float2 _1476 = float2(as_type<half2>(_550._m0[_1395].x));
                        float2 _1479 = float2(as_type<half2>(_550._m0[_1395].y));
                        _454[_1787] = fma(_1786.w, _1479.y, fma(_1786.z, _1479.x, fma(_1786.y, _1476.y, fma(_1786.x, _1476.x, _454[_1787]))));
                        _1787++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _793 = _1744 * _391;
            uint _1772;
            _1772 = gl_LocalInvocationID.x;
            _34 _1487[_391];
            for (; _1772 < _133._m0; _1772 += _89)
            {
                for (uint _1773 = 0u; _1773 < _391; )
                {
                    _1487[_1773] = _34{ uint4(4u * ((min((_793 + _1773), (_1759 - 1u)) * _133._m0) + _1772)), 1.0, 0.0 };
                    _1773++;
                    continue;
                }
                uint _1774;
                _1774 = 0u;
                for (; _1774 < 4u; _1774++)
                {
                    uint _1533 = (4u * _1772) + _1774;
                    float4 _1777;
                    do
                    {
                        if (_317)
                        {
                            _1777 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1533];
                            break;
                        }
                        _1777 = _172[_1533];
                        break;
                    } while(false);
                    for (uint _1778 = 0u; _1778 < _391; )
                    {
                        uint _1545 = _1487[_1778]._m0.x + _1774;
                        float2 _1626 = float2(as_type<half2>(_665._m0[_1545].x));
                        float2 _1629 = float2(as_type<half2>(_665._m0[_1545].y));
                        _454[_1778] = fma(_1777.w, _1629.y, fma(_1777.z, _1629.x, fma(_1777.y, _1626.y, fma(_1777.x, _1626.x, _454[_1778]))));
                        _1778++;
                        continue;
                    }
                }
            }
        }
    }
    float _825[_822];
    for (uint _1791 = 0u; _1791 < _391; _1791++)
    {
        float _812 = _454[_1791];
        float _1843;
        do
        {
            float _1643 = simd_sum(_812);
            if (_79)
            {
                _1843 = _1643;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1647 = simd_is_first();
            if (_1647)
            {
                _92[gl_SubgroupID] = _1643;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1842;
            _1842 = _92[0];
            for (uint _1841 = 1u; _1841 < gl_NumSubgroups; )
            {
                _1842 += _92[_1841];
                _1841++;
                continue;
            }
            _1843 = _1842;
            break;
        } while(false);
        if ((_1791 % _89) == gl_LocalInvocationID.x)
        {
            _825[_1791 / _89] = _1843;
        }
    }
    for (uint _1792 = 0u; _1792 < _822; _1792++)
    {
        uint _844 = (_1792 * _89) + gl_LocalInvocationID.x;
        uint _849 = (_1744 * _391) + _844;
        if ((_844 < _391) && (_849 < _1759))
        {
            if (_767)
            {
                _865._m0[(gl_WorkGroupID.y * _1759) + _849] = _825[_1792];
            }
            else
            {
                if (_1729 == 1u)
                {
                    _883._m0[(gl_WorkGroupID.y * _1759) + _849] = _825[_1792];
                }
                else
                {
                    _897._m0[(gl_WorkGroupID.y * _1759) + _849] = _825[_1792];
                }
            }
        }
    }
}

