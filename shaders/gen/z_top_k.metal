#pragma clang diagnostic ignored "-Wunused-variable"

#include <metal_stdlib>
#include <simd/simd.h>
#include <metal_atomic>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 0u
#endif
constant uint _74 = SPIRV_CROSS_CONSTANT_ID_2;
constant bool _76 = (_74 == 1u);

struct _80
{
    uint _m0[1];
};

struct _141
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _235 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 64u
#endif
constant uint _390 = SPIRV_CROSS_CONSTANT_ID_4;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 0u
#endif
constant uint _392 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _393 = (_392 == 1u);
constant bool _451 = (_392 == 1u);
constant uint _455 = (_390 - 1u);

struct _467
{
    uint _m0[1];
};

constant bool _487 = (_392 == 0u);
constant uint _543 = (_390 / 2u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _625 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_625, 1u, 1u);

kernel void main0(constant _141& _143 [[buffer(0)]], const device _80& _82 [[buffer(2)]], device _467& _469 [[buffer(3)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]], uint3 gl_NumWorkGroups [[threadgroups_per_grid]])
{
    threadgroup uint _231[256];
    threadgroup uint _342[4];
    threadgroup uint2 _397[_390];
    do
    {
        uint _148 = gl_WorkGroupID.x * _143._m1;
        uint _156 = min(_143._m0, (_148 + _143._m1));
        uint _162 = gl_WorkGroupID.y * _143._m0;
        uint _170 = min(_143._m2, (_156 - _148));
        uint _187 = (((_143._m3 + gl_WorkGroupID.y) * gl_NumWorkGroups.x) + gl_WorkGroupID.x) * _143._m2;
        uint _192[2];
        _192[1] = 0u;
        _192[0] = 0u;
        bool _854;
        uint _864;
        uint _824 = 0u;
        bool _855 = false;
        uint _865 = _170;
        for (; _824 < 2u; _855 = _854, _824++, _865 = _864)
        {
            _864 = _865;
            _854 = _855;
            uint _364;
            uint _368;
            bool _921;
            for (uint _853 = 24u, _881 = 0u; (_853 <= 24u) && (!_854); _881 = _364, _864 = _368, _854 = _921, _853 -= 8u)
            {
                for (uint _857 = gl_LocalInvocationID.x; _857 < 256u; )
                {
                    _231[_857] = 0u;
                    _857 += _235;
                    continue;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _242 = _148 + gl_LocalInvocationID.x;
                for (uint _858 = _242; _858 < _156; _858 += _235)
                {
                    uint2 _889;
                    do
                    {
                        if (_76)
                        {
                            uint _658 = 2u * (_162 + _858);
                            _889 = uint2(_82._m0[_658], _82._m0[_658 + 1u]);
                            break;
                        }
                        uint _673 = _162 + _858;
                        uint _957 = (_82._m0[_673] == 2147483648u) ? 0u : _82._m0[_673];
                        uint _888;
                        if ((_957 & 2147483648u) != 0u)
                        {
                            _888 = ~_957;
                        }
                        else
                        {
                            _888 = _957 | 2147483648u;
                        }
                        _889 = uint2(_858, _888);
                        break;
                    } while(false);
                    bool _259 = _824 == 0u;
                    uint _893;
                    if (_259)
                    {
                        _893 = _889.y;
                    }
                    else
                    {
                        _893 = ~_889.x;
                    }
                    bool _280;
                    if (!_259)
                    {
                        _280 = _889.y == _192[0];
                    }
                    else
                    {
                        _280 = _259;
                    }
                    bool _298;
                    if (_280)
                    {
                        uint _901;
                        if (_259)
                        {
                            _901 = _192[0];
                        }
                        else
                        {
                            _901 = _192[1];
                        }
                        _298 = (_893 & _881) == _901;
                    }
                    else
                    {
                        _298 = _280;
                    }
                    if (_298)
                    {
                        uint _307 = atomic_fetch_add_explicit((threadgroup atomic_uint*)&_231[(_893 >> _853) & 255u], 1u, memory_order_relaxed);
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                if (gl_LocalInvocationID.x == 0u)
                {
                    uint _859;
                    uint _860;
                    _860 = 0u;
                    _859 = 255u;
                    for (;;)
                    {
                        bool _322 = _859 > 0u;
                        bool _332;
                        if (_322)
                        {
                            _332 = (_860 + _231[_859]) < _864;
                        }
                        else
                        {
                            _332 = _322;
                        }
                        if (_332)
                        {
                            _860 += _231[_859];
                            _859--;
                            continue;
                        }
                        else
                        {
                            break;
                        }
                    }
                    _342[0] = _859;
                    _342[1] = _860;
                    _342[2] = _231[_859];
                    _342[3] = 0u;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                _192[_824] |= (_342[0] << _853);
                _364 = _881 | (255u << _853);
                _368 = _864 - _342[1];
                if (_853 == 0u)
                {
                    _921 = _342[2] == _368;
                }
                else
                {
                    _921 = _854;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
            }
        }
        for (uint _825 = gl_LocalInvocationID.x; (_825 < _390) && _393; )
        {
            _397[_825] = uint2(4294967295u, 0u);
            _825 += _235;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _408 = _148 + gl_LocalInvocationID.x;
        for (uint _826 = _408; _826 < _156; _826 += _235)
        {
            uint2 _844;
            do
            {
                if (_76)
                {
                    uint _720 = 2u * (_162 + _826);
                    _844 = uint2(_82._m0[_720], _82._m0[_720 + 1u]);
                    break;
                }
                uint _735 = _162 + _826;
                uint _958 = (_82._m0[_735] == 2147483648u) ? 0u : _82._m0[_735];
                uint _843;
                if ((_958 & 2147483648u) != 0u)
                {
                    _843 = ~_958;
                }
                else
                {
                    _843 = _958 | 2147483648u;
                }
                _844 = uint2(_826, _843);
                break;
            } while(false);
            bool _427 = _844.y > _192[0];
            bool _445;
            if (!_427)
            {
                bool _435 = _844.y == _192[0];
                bool _444;
                if (_435)
                {
                    _444 = (~_844.x) >= _192[1];
                }
                else
                {
                    _444 = _435;
                }
                _445 = _444;
            }
            else
            {
                _445 = _427;
            }
            if (_445)
            {
                uint _450 = atomic_fetch_add_explicit((threadgroup atomic_uint*)&_342[3], 1u, memory_order_relaxed);
                if (_451)
                {
                    _397[min(_450, _455)] = _844;
                }
                else
                {
                    if (_450 < _143._m2)
                    {
                        uint _473 = 2u * (_187 + _450);
                        _469._m0[_473] = _844.x;
                        _469._m0[_473 + 1u] = _844.y;
                    }
                }
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (_487)
        {
            uint _493 = _170 + gl_LocalInvocationID.x;
            for (uint _841 = _493; _841 < _143._m2; )
            {
                uint _506 = 2u * (_187 + _841);
                _469._m0[_506] = 4294967295u;
                _469._m0[_506 + 1u] = 0u;
                _841 += _235;
                continue;
            }
            break;
        }
        for (uint _827 = 2u; _827 <= _390; _827 *= 2u)
        {
            uint _527 = _827 / 2u;
            for (uint _831 = _527; _831 > 0u; _831 /= 2u)
            {
                for (uint _833 = gl_LocalInvocationID.x; _833 < _543; _833 += _235)
                {
                    uint _552 = (2u * _833) - (_833 & (_831 - 1u));
                    uint _556 = _552 + _831;
                    uint2 _560 = _397[_552];
                    bool _774 = _397[_556].y > _560.y;
                    bool _791;
                    if (!_774)
                    {
                        bool _781 = _397[_556].y == _560.y;
                        bool _789;
                        if (_781)
                        {
                            _789 = _397[_556].x < _560.x;
                        }
                        else
                        {
                            _789 = _781;
                        }
                        _791 = _789;
                    }
                    else
                    {
                        _791 = _774;
                    }
                    if (_791 == ((_552 & _827) == 0u))
                    {
                        _397[_552] = _397[_556];
                        _397[_556] = _560;
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
            }
        }
        for (uint _828 = gl_LocalInvocationID.x; _828 < _143._m2; _828 += _235)
        {
            uint _603 = 2u * (_187 + _828);
            _469._m0[_603] = as_type<uint>(float(((threadgroup uint*)&_397[_828])[0u]));
            uint _829;
            if ((((threadgroup uint*)&_397[_828])[1u] & 2147483648u) != 0u)
            {
                _829 = ((threadgroup uint*)&_397[_828])[1u] & 2147483647u;
            }
            else
            {
                _829 = ~((threadgroup uint*)&_397[_828])[1u];
            }
            _469._m0[_603 + 1u] = _829;
        }
        break;
    } while(false);
}

