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

constant uint _433 = (_195 * _200);
constant uint _453 = (_195 * _200);
constant uint _454 = (_453 + _70);
constant uint _455 = (_454 - 1u);
constant uint _456 = (_455 / _70);
constant uint _495 = (_195 * _200);

struct _511
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _538 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_538, 1u, 1u);

kernel void main0(constant _142& _144 [[buffer(0)]], const device _204& _206 [[buffer(1)]], const device _310& _312 [[buffer(2)]], const device _345& _347 [[buffer(3)]], const device _360& _362 [[buffer(5)]], device _511& _513 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    uint _196 = gl_WorkGroupID.x * _195;
    uint _201 = gl_WorkGroupID.y * _200;
    float _225[_222];
    float _230[_227];
    for (uint _775 = 0u; _775 < _220; )
    {
        _230[_775] = 0.0;
        _225[_775] = 0.0;
        _775++;
        continue;
    }
    uint _776;
    _776 = gl_LocalInvocationID.x;
    _28 _257[_195];
    _28 _273[_195];
    float4 _307[_200];
    for (; _776 < _144._m0; _776 += _70)
    {
        for (uint _794 = 0u; _794 < _195; )
        {
            _28 _570 = _28{ uint4(4u * ((min((_196 + _794), (_144._m3 - 1u)) * _144._m0) + _776)), 1.0, 0.0 };
            _257[_794] = _570;
            _273[_794] = _570;
            _794++;
            continue;
        }
        uint _795;
        _795 = 0u;
        for (; _795 < 4u; _795++)
        {
            for (uint _798 = 0u; _798 < _200; )
            {
                _307[_798] = _312._m0[((min((_201 + _798), (_206._m0[_144._m6] - 1u)) * (_144._m2 / 4u)) + (4u * _776)) + _795];
                _798++;
                continue;
            }
            uint _799;
            _799 = 0u;
            for (; _799 < _195; _799++)
            {
                uint _352 = _257[_799]._m0.x + _795;
                float2 _586 = float2(as_type<half2>(_347._m0[_352].x));
                float2 _589 = float2(as_type<half2>(_347._m0[_352].y));
                float _590 = _586.x;
                float _591 = _586.y;
                float _592 = _589.x;
                float _593 = _589.y;
                uint _367 = _273[_799]._m0.x + _795;
                float2 _599 = float2(as_type<half2>(_362._m0[_367].x));
                float2 _602 = float2(as_type<half2>(_362._m0[_367].y));
                float _603 = _599.x;
                float _604 = _599.y;
                float _605 = _602.x;
                float _606 = _602.y;
                for (uint _802 = 0u; _802 < _200; )
                {
                    uint _383 = (_802 * _195) + _799;
                    _225[_383] = fma(_307[_802].w, _593, fma(_307[_802].z, _592, fma(_307[_802].y, _591, fma(_307[_802].x, _590, _225[_383]))));
                    _230[_383] = fma(_307[_802].w, _606, fma(_307[_802].z, _605, fma(_307[_802].y, _604, fma(_307[_802].x, _603, _230[_383]))));
                    _802++;
                    continue;
                }
            }
        }
    }
    float _459[_456];
    float _464[_456];
    for (uint _777 = 0u; _777 < _433; _777++)
    {
        float _439 = _225[_777];
        float _783;
        do
        {
            float _662 = simd_sum(_439);
            if (_60)
            {
                _783 = _662;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _666 = simd_is_first();
            if (_666)
            {
                _73[gl_SubgroupID] = _662;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _782;
            _782 = _73[0];
            for (uint _781 = 1u; _781 < gl_NumSubgroups; )
            {
                _782 += _73[_781];
                _781++;
                continue;
            }
            _783 = _782;
            break;
        } while(false);
        float _445 = _230[_777];
        float _789;
        do
        {
            float _700 = simd_sum(_445);
            if (_60)
            {
                _789 = _700;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _704 = simd_is_first();
            if (_704)
            {
                _73[gl_SubgroupID] = _700;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _788;
            _788 = _73[0];
            for (uint _787 = 1u; _787 < gl_NumSubgroups; )
            {
                _788 += _73[_787];
                _787++;
                continue;
            }
            _789 = _788;
            break;
        } while(false);
        if ((_777 % _70) == gl_LocalInvocationID.x)
        {
            uint _461 = _777 / _70;
            _459[_461] = _783;
            _464[_461] = _789;
        }
    }
    for (uint _778 = 0u; _778 < _456; _778++)
    {
        uint _483 = (_778 * _70) + gl_LocalInvocationID.x;
        uint _488 = _196 + (_483 % _195);
        uint _493 = _201 + (_483 / _195);
        bool _496 = _483 < _495;
        bool _503;
        if (_496)
        {
            _503 = _488 < _144._m3;
        }
        else
        {
            _503 = _496;
        }
        if (_503 && (_493 < _206._m0[_144._m6]))
        {
            _513._m0[((_493 * _144._m5) + _144._m4) + _488] = (_459[_778] / (1.0 + exp(fma((0.0447149984538555145263671875 * _459[_778]) * _459[_778], _459[_778], _459[_778]) * (-1.5957691669464111328125)))) * _464[_778];
        }
    }
}

