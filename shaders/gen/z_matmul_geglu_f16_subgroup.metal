#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _57 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _60 = (_57 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _70 = SPIRV_CROSS_CONSTANT_ID_0;

struct _142
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _195 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _200 = SPIRV_CROSS_CONSTANT_ID_3;

struct _204
{
    uint _m0[1];
};

constant uint _220 = (_195 * _200);
constant uint _222 = (_195 * _200);
constant uint _227 = (_195 * _200);

struct _310
{
    float4 _m0[1];
};

struct _345
{
    uint2 _m0[1];
};

struct _360
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _426 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _427 = (_426 == 1u);
constant uint _437 = (_195 * _200);
constant uint _450 = (_195 * _200);
constant uint _453 = (8u * _70);
constant uint _477 = (_195 * _200);
constant uint _503 = (_195 * _200);
constant uint _504 = (_503 + _70);
constant uint _505 = (_504 - 1u);
constant uint _506 = (_505 / _70);
constant uint _524 = (_195 * _200);
constant bool _544 = (_426 == 1u);
constant uint _554 = (_195 * _200);
constant uint _566 = (_195 * _200);
constant uint _589 = (_195 * _200);
constant uint _630 = (_195 * _200);
constant uint _674 = (_195 * _200);

struct _690
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _717 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_717, 1u, 1u);

kernel void main0(constant _142& _144 [[buffer(0)]], const device _204& _206 [[buffer(1)]], const device _310& _312 [[buffer(2)]], const device _345& _347 [[buffer(3)]], const device _360& _362 [[buffer(5)]], device _690& _692 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    threadgroup float _456[_453];
    uint _196 = gl_WorkGroupID.x * _195;
    uint _201 = gl_WorkGroupID.y * _200;
    float _225[_222];
    float _230[_227];
    for (uint _974 = 0u; _974 < _220; )
    {
        _230[_974] = 0.0;
        _225[_974] = 0.0;
        _974++;
        continue;
    }
    uint _975;
    _975 = gl_LocalInvocationID.x;
    _28 _257[_195];
    _28 _273[_195];
    float4 _307[_200];
    for (; _975 < _144._m0; _975 += _70)
    {
        for (uint _1009 = 0u; _1009 < _195; )
        {
            _28 _749 = _28{ uint4(4u * ((min((_196 + _1009), (_144._m3 - 1u)) * _144._m0) + _975)), 1.0, 0.0 };
            _257[_1009] = _749;
            _273[_1009] = _749;
            _1009++;
            continue;
        }
        uint _1010;
        _1010 = 0u;
        for (; _1010 < 4u; _1010++)
        {
            for (uint _1013 = 0u; _1013 < _200; )
            {
                _307[_1013] = _312._m0[((min((_201 + _1013), (_206._m0[_144._m6] - 1u)) * (_144._m2 / 4u)) + (4u * _975)) + _1010];
                _1013++;
                continue;
            }
            uint _1014;
            _1014 = 0u;
            for (; _1014 < _195; _1014++)
            {
                uint _352 = _257[_1014]._m0.x + _1010;
                float2 _765 = float2(as_type<half2>(_347._m0[_352].x));
                float2 _768 = float2(as_type<half2>(_347._m0[_352].y));
                float _769 = _765.x;
                float _770 = _765.y;
                float _771 = _768.x;
                float _772 = _768.y;
                uint _367 = _273[_1014]._m0.x + _1010;
                float2 _778 = float2(as_type<half2>(_362._m0[_367].x));
                float2 _781 = float2(as_type<half2>(_362._m0[_367].y));
                float _782 = _778.x;
                float _783 = _778.y;
                float _784 = _781.x;
                float _785 = _781.y;
                for (uint _1017 = 0u; _1017 < _200; )
                {
                    uint _383 = (_1017 * _195) + _1014;
                    _225[_383] = fma(_307[_1017].w, _772, fma(_307[_1017].z, _771, fma(_307[_1017].y, _770, fma(_307[_1017].x, _769, _225[_383]))));
                    _230[_383] = fma(_307[_1017].w, _785, fma(_307[_1017].z, _784, fma(_307[_1017].y, _783, fma(_307[_1017].x, _782, _230[_383]))));
                    _1017++;
                    continue;
                }
            }
        }
    }
    float _509[_506];
    if (_427)
    {
        uint _984;
        _984 = 0u;
        uint _449;
        for (; _984 < _437; _984 = _449)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1003;
            _1003 = _984;
            for (;;)
            {
                _449 = _984 + 8u;
                if (_1003 < min(_449, _450))
                {
                    _456[((_1003 - _984) * _70) + gl_LocalInvocationID.x] = _225[_1003];
                    _1003++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _475 = ((gl_LocalInvocationID.x + _70) - (_984 % _70)) % _70;
            if (_475 < min(8u, (_477 - _984)))
            {
                float _1007;
                _1007 = 0.0;
                for (uint _1005 = 0u; _1005 < _70; )
                {
                    _1007 += _456[(_475 * _70) + _1005];
                    _1005++;
                    continue;
                }
                _509[_984 / _70] = _1007;
            }
        }
    }
    else
    {
        for (uint _976 = 0u; _976 < _524; _976++)
        {
            float _530 = _225[_976];
            float _979;
            do
            {
                float _849 = simd_sum(_530);
                if (_60)
                {
                    _979 = _849;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _853 = simd_is_first();
                if (_853)
                {
                    _73[gl_SubgroupID] = _849;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _978;
                _978 = _73[0];
                for (uint _977 = 1u; _977 < gl_NumSubgroups; )
                {
                    _978 += _73[_977];
                    _977++;
                    continue;
                }
                _979 = _978;
                break;
            } while(false);
            if ((_976 % _70) == gl_LocalInvocationID.x)
            {
                _509[_976 / _70] = _979;
            }
        }
    }
    float _615[_506];
    if (_544)
    {
        uint _993;
        _993 = 0u;
        uint _565;
        for (; _993 < _554; _993 = _565)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _997;
            _997 = _993;
            for (;;)
            {
                _565 = _993 + 8u;
                if (_997 < min(_565, _566))
                {
                    _456[((_997 - _993) * _70) + gl_LocalInvocationID.x] = _230[_997];
                    _997++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _587 = ((gl_LocalInvocationID.x + _70) - (_993 % _70)) % _70;
            if (_587 < min(8u, (_589 - _993)))
            {
                float _1001;
                _1001 = 0.0;
                for (uint _999 = 0u; _999 < _70; )
                {
                    _1001 += _456[(_587 * _70) + _999];
                    _999++;
                    continue;
                }
                _615[_993 / _70] = _1001;
            }
        }
    }
    else
    {
        for (uint _985 = 0u; _985 < _630; _985++)
        {
            float _636 = _230[_985];
            float _988;
            do
            {
                float _899 = simd_sum(_636);
                if (_60)
                {
                    _988 = _899;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _903 = simd_is_first();
                if (_903)
                {
                    _73[gl_SubgroupID] = _899;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _987;
                _987 = _73[0];
                for (uint _986 = 1u; _986 < gl_NumSubgroups; )
                {
                    _987 += _73[_986];
                    _986++;
                    continue;
                }
                _988 = _987;
                break;
            } while(false);
            if ((_985 % _70) == gl_LocalInvocationID.x)
            {
                _615[_985 / _70] = _988;
            }
        }
    }
    for (uint _994 = 0u; _994 < _506; _994++)
    {
        uint _662 = (_994 * _70) + gl_LocalInvocationID.x;
        uint _667 = _196 + (_662 % _195);
        uint _672 = _201 + (_662 / _195);
        bool _675 = _662 < _674;
        bool _682;
        if (_675)
        {
            _682 = _667 < _144._m3;
        }
        else
        {
            _682 = _675;
        }
        if (_682 && (_672 < _206._m0[_144._m6]))
        {
            _692._m0[((_672 * _144._m5) + _144._m4) + _667] = (_509[_994] / (1.0 + exp(fma((0.0447149984538555145263671875 * _509[_994]) * _509[_994], _509[_994], _509[_994]) * (-1.5957691669464111328125)))) * _615[_994];
        }
    }
}

